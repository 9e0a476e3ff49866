// Events wait here until the server has said that it saw them: none is lost, and none done twice.
function makeQueue() {
  const id = crypto.getRandomValues(new Uint32Array(2)).join("-");
  let [waiting, count, tell] = [[], 0, () => {}];
  return {
    connect(setStateValue, seen) {
      tell = setStateValue;
      if (seen?.id === id) waiting = waiting.filter((event) => event.n > seen.n);
    },
    send(event) {
      count += 1;
      waiting.push({ n: count, event });
      tell("events", { id, list: waiting });
    },
  };
}
