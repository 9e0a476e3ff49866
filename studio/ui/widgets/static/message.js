// The messages between server and browser, as types; nothing here runs. Each has its twin in
// Python, of the same name and the same fields: what is shown in view.py, reports.py, comparison.py, player.py,
// focus.py, known_works.py, languages.py and width.py, what was done in events.py. There stands what they mean.

/** @typedef {"point" | "brush" | "thing" | "box"} Tool */
/** @typedef {"new" | "more" | "less"} How */
/** @typedef {"photo" | "thing"} Extent */
/** @typedef {"in" | "beneath"} Depth */
/** @typedef {"best" | "part" | "thing" | "group"} Level */
/** @typedef {[number, number, number, number]} Rectangle left, top, right, bottom */

// --- picture: what is shown ---------------------------------------------------------------------

/**
 * @typedef {Object} View
 * @property {Result} result
 * @property {string} label
 * @property {string} help
 * @property {string} touch
 * @property {Tool[]} tools
 * @property {Tool} tool
 * @property {Brush | null} brush
 * @property {Mark[]} marks
 * @property {string | null} selected
 * @property {Spot | null} spot
 * @property {string | null} tried
 * @property {[number, number][] | null} next
 * @property {Area | null} chosen
 * @property {Receipt | null} receipt
 */

/**
 * @typedef {Object} Result
 * @property {string} photo
 * @property {string} picture
 * @property {string} original
 * @property {number} width
 * @property {number} height
 * @property {number} sharp
 * @property {Crop | null} crop
 */

/**
 * @typedef {Object} Crop
 * @property {string} picture
 * @property {Rectangle} box
 * @property {Rectangle} asked
 */

/**
 * @typedef {Object} Brush
 * @property {string} color
 * @property {number | null} size
 */

/**
 * @typedef {Object} Mark
 * @property {string} name
 * @property {string} title
 * @property {Point | Stroke} hint
 */

/**
 * @typedef {Object} Point
 * @property {number} x
 * @property {number} y
 * @property {string} color
 * @property {number} size
 * @property {Extent} within
 * @property {Level} level
 * @property {number} layer
 * @property {string} picker
 */

/**
 * @typedef {Object} Stroke
 * @property {[number, number][]} path
 * @property {string} color
 * @property {number} size
 * @property {Extent} within
 * @property {Level} level
 * @property {number} layer
 * @property {string} picker
 */

/**
 * @typedef {Object} Spot
 * @property {number} x
 * @property {number} y
 * @property {string | null} name
 * @property {string} color
 * @property {number} size
 * @property {Extent} within
 * @property {Depth | null} depth
 * @property {string} title
 * @property {string} note
 * @property {Choices[]} choices
 */

/**
 * @typedef {Object} Choices
 * @property {string} heading
 * @property {Swatch[]} colors
 */

/**
 * @typedef {Object} Swatch
 * @property {string} color
 * @property {string} name
 */

/**
 * @typedef {Object} Area
 * @property {number} width
 * @property {number} height
 * @property {number[]} runs
 */

/**
 * @typedef {Object} Receipt
 * @property {string} id
 * @property {number} n
 */

// --- picture: what was done ---------------------------------------------------------------------

/**
 * @typedef {Object} Report
 * @property {string} id
 * @property {Numbered[]} list
 */

/**
 * @typedef {Object} Numbered
 * @property {number} n
 * @property {Act} event
 */

/**
 * @typedef {Open | Try | Choose | Select | Move | Delete | Paint | Pick | Dip | Resize
 *   | Extend | Lay | Hold | Take | Enclose | Look | Correct | Press} Act
 */

/** @typedef {{act: "open", x: number, y: number, size: number}} Open */
/** @typedef {{act: "try", color: string | null}} Try */
/** @typedef {{act: "choose", color: string}} Choose */
/** @typedef {{act: "select", name: string}} Select */
/** @typedef {{act: "move", name: string, dx: number, dy: number}} Move */
/** @typedef {{act: "delete", name: string}} Delete */
/** @typedef {{act: "paint", path: [number, number][], size: number, erases: boolean}} Paint */
/** @typedef {{act: "pick", x: number, y: number}} Pick */
/** @typedef {{act: "dip", color: string}} Dip */
/** @typedef {{act: "size", size: number}} Resize */
/** @typedef {{act: "extend", within: Extent}} Extend */
/** @typedef {{act: "lay", depth: Depth}} Lay */
/** @typedef {{act: "hold", tool: Tool}} Hold */
/** @typedef {{act: "take", x: number, y: number, how: How}} Take */
/** @typedef {{act: "enclose", box: Rectangle}} Enclose */
/** @typedef {{act: "look", box: Rectangle | null}} Look */
/** @typedef {{act: "correct", x: number, y: number}} Correct */
/** @typedef {{act: "undo" | "redo" | "next" | "close" | "level"}} Press */

// --- comparison ---------------------------------------------------------------------------------

/**
 * @typedef {Object} Compared
 * @property {Side[]} sides
 * @property {string} photo
 * @property {number} width
 * @property {number} height
 * @property {number} sharp
 * @property {number} around
 * @property {Difference | null} difference
 * @property {string} wash
 * @property {boolean} opens
 * @property {Receipt | null} receipt
 */

/**
 * @typedef {Object} Side
 * @property {string} title
 * @property {string} jpeg
 * @property {Crop | null} crop
 */

/**
 * @typedef {Object} Difference
 * @property {string} jpeg
 * @property {string} legend
 * @property {number} end
 */

// --- player -------------------------------------------------------------------------------------

/**
 * @typedef {Object} Part
 * @property {string} address
 * @property {number} ratio
 * @property {number} rate
 * @property {number[]} times
 */

// --- what works unseen --------------------------------------------------------------------------

/**
 * @typedef {Object} Destination
 * @property {string} place
 * @property {number} number
 */

/**
 * @typedef {Object} Keys
 * @property {string[]} open
 * @property {string[]} gone
 * @property {string[]} known
 * @property {boolean} asked
 * @property {string} pattern
 * @property {number} most
 */

/**
 * @typedef {Object} Measurement
 * @property {number} known
 * @property {number} spare
 * @property {number} rest_ms
 */

/**
 * @typedef {Object} Shell
 * @property {string} end
 */

/**
 * @typedef {Object} Language
 * @property {string} chosen
 * @property {string} cookie
 */

export {};
