/**
 * Articles of one paragraph with items: in a reference to them the second
 * number is the item, as people cite it (第三十条第(六)项 is W168/30/6). A test
 * of civic/law holds the list to the packs.
 */
export const itemised: ReadonlySet<string> = new Set(["W168/8", "W168/30", "W168/31", "W168/32", "W168/34", "W168/36", "W168/38", "R799/8", "R799/16", "CSL/21", "CSL/23", "APL/32"]);
