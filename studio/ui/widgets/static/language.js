// Words of scripts in the language of the page: the server puts them in place of these in English.

/**
 * Return a message with its values in their places, which are called as in "{n} photos".
 * @param {string} message
 * @param {Object<string, string | number>} values
 */
export function say(message, values = {}) {
  return message.replace(/\{(\w+)\}/g, (_, name) => `${values[name]}`);
}
