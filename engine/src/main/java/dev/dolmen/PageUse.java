package dev.dolmen;

/** What the pages of a query or scan are read for. */
enum PageUse {
    /** The caller is shown the pages. */
    SHOWN,
    /** The caller is shown items only, one after the other, and nothing of where a page ends. */
    ITEM_BY_ITEM,
    /** The items are counted, and none is shown. */
    COUNTED
}
