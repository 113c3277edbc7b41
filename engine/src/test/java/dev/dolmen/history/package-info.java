/** Histories of concurrent calls, and the checker that decides whether they can be told as a sequence. */
package dev.dolmen.history;
