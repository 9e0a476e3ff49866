// Areas on the picture: what was found is outlined under the pointer, and what was chosen stays so.

const LINE = 2; // pixels of the map of areas: half the width of an outline
const [HOVERED, CHOSEN, CASING] = [[255, 255, 255], [232, 116, 59], [0, 0, 0]];
const FILL = 56; // opacity of 255 inside the area under the pointer

function makeAreas(picture) {
  const { find, lens, queue, shape } = picture;
  const canvas = find(".outline");
  const tag = find(".tag");
  let [areas, chosen] = [null, null]; // maps: {address, width, height, values}
  let under = 0; // number of the area under the pointer, 0 for none

  const read = async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const sheet = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const context = sheet.getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    const { width, height, data } = context.getImageData(0, 0, sheet.width, sheet.height);
    const values = new Uint16Array(width * height); // red counts one, green 256
    for (let place = 0; place < values.length; place += 1) values[place] = data[4 * place] + 256 * data[4 * place + 1];
    return { address, width, height, values };
  };
  const fetched = async (map, address) => (map?.address === address ? map : address ? read(address) : null);

  const at = ({ x, y }) => {
    if (!areas || !(x >= 0 && x < 1 && y >= 0 && y < 1)) return 0;
    return areas.values[Math.floor(y * areas.height) * areas.width + Math.floor(x * areas.width)];
  };

  // --- outlines -----------------------------------------------------------------------------------

  // Of a pixel inside, one of these lies outside if it is on the border.
  const around = (width, far) => [far, -far, far * width, -far * width];
  const outline = ({ width, height, values }, isInside, color, pixels) => {
    const [near, wide] = [around(width, LINE), around(width, LINE + 1)];
    for (let place = 0; place < width * height; place += 1) {
      if (!isInside(values[place])) continue;
      const leaves = (way) => values[place + way] !== undefined && !isInside(values[place + way]);
      if (near.some(leaves)) pixels.set([...color, 255], 4 * place);
      else if (wide.some(leaves)) pixels.set([...CASING, 140], 4 * place);
      else if (color === HOVERED) pixels.set([...HOVERED, FILL], 4 * place);
    }
  };
  const paint = () => {
    const map = chosen ?? areas;
    canvas.hidden = !map;
    if (!map) return;
    [canvas.width, canvas.height] = [map.width, map.height];
    const context = canvas.getContext("2d");
    const image = context.createImageData(map.width, map.height);
    if (areas && under) outline(areas, (value) => value === under, HOVERED, image.data);
    if (chosen) outline(chosen, (value) => value > 0, CHOSEN, image.data);
    context.putImageData(image, 0, 0);
  };

  // --- deeds --------------------------------------------------------------------------------------

  const point = (place) => {
    const found = place ? at(lens.share(place)) : 0;
    tag.hidden = !found;
    if (found) Object.assign(tag.style, { left: `${place.x}px`, top: `${place.y}px` });
    if (found === under) return;
    under = found;
    if (found) tag.textContent = picture.told.areas.names[found - 1];
    paint();
  };
  const take = ({ x, y }, more) => {
    const adds = more || find("[data-press=add]").getAttribute("aria-pressed") === "true";
    queue.send({ act: "take", x, y, more: adds });
  };
  const corners = ({ from, at: to }) => [
    [Math.min(from.x, to.x), Math.min(from.y, to.y)], [Math.max(from.x, to.x), Math.max(from.y, to.y)],
  ];
  const boxOn = (held) => {
    const [[x, y], [right, bottom]] = corners(held);
    shape("rect", { class: "box fresh", x, y, width: right - x, height: bottom - y });
  };
  const enclose = (held) => {
    const box = corners(held).flatMap(([x, y]) => Object.values(lens.share({ x, y }))).map((value) => within(value, 0, 1));
    if (held.moved && box[0] < box[2] && box[1] < box[3]) queue.send({ act: "enclose", box });
  };
  const show = async () => {
    const { told } = picture;
    [areas, chosen] = await Promise.all([fetched(areas, told.areas?.map), fetched(chosen, told.chosen)]);
    if (told === picture.told) paint();
  };

  return { show, point, take, boxOn, enclose };
}
