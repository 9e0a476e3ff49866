// The lens: which part of the photo is seen, and how large. Places on the stage are in CSS pixels,
// places on the photo in shares of its sides.

const LEAST_SIDE = 300; // CSS pixels: a panorama or a column opens no lower or narrower
const MOST_ZOOM = 16; // CSS pixels that a pixel of the photo takes at most
const AROUND = 200; // CSS pixels of the window that are left to what is around the stage

const within = (value, low, high) => Math.min(Math.max(value, low), high);

function makeLens(stage, view, changed) {
  let photo = { width: 1, height: 1 };
  let [scale, x, y, fits] = [0, 0, 0, true]; // CSS pixels a pixel of the photo; where its corner lies

  const room = () => ({ width: stage.clientWidth, height: stage.clientHeight });
  const fitted = () => Math.min(room().width / photo.width, room().height / photo.height);
  const opening = () => {
    const least = [Math.min(LEAST_SIDE, room().width) / photo.width, Math.min(LEAST_SIDE, room().height) / photo.height];
    return Math.max(fitted(), ...least);
  };
  const measure = () => {
    const wide = (stage.clientWidth * photo.height) / photo.width;
    stage.style.height = `${Math.round(Math.max(LEAST_SIDE, Math.min(wide, innerHeight - AROUND)))}px`;
  };
  const held = (corner, extent, side) => (extent <= side ? (side - extent) / 2 : within(corner, side - extent, 0));
  const settle = () => {
    const [width, height] = [scale * photo.width, scale * photo.height];
    [x, y] = [held(x, width, room().width), held(y, height, room().height)];
    Object.assign(view.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
    changed();
  };
  const fit = () => {
    [scale, fits] = [opening(), true];
    [x, y] = [(room().width - scale * photo.width) / 2, (room().height - scale * photo.height) / 2];
    settle();
  };
  const follow = (from, to, factor) => {
    const next = within(scale * factor, Math.min(fitted(), opening()), MOST_ZOOM);
    const grown = next / scale;
    [x, y] = [to.x - (from.x - x) * grown, to.y - (from.y - y) * grown];
    [scale, fits] = [next, false];
    settle();
  };
  const share = (place) => ({ x: (place.x - x) / (scale * photo.width), y: (place.y - y) / (scale * photo.height) });

  return {
    room, fit, follow, settle, share,
    open: (opened) => { photo = opened; measure(); fit(); },
    refit: () => { measure(); if (fits) fit(); else settle(); },
    zoom: (factor) => {
      const middle = { x: room().width / 2, y: room().height / 2 };
      if (factor) follow(middle, middle, factor); else fit();
    },
    get isOpen() { return scale > 0; },
    get fits() { return fits; },
    get density() { return scale * devicePixelRatio; }, // screen pixels a pixel of the photo
    get longer() { return Math.max(photo.width, photo.height) * scale; },
    onStage: ([left, top]) => [x + left * scale * photo.width, y + top * scale * photo.height],
    seen: () => { // left, top, right, bottom
      const [low, high] = [share({ x: 0, y: 0 }), share({ x: room().width, y: room().height })];
      return [low.x, low.y, high.x, high.y].map((value) => within(value, 0, 1));
    },
  };
}
