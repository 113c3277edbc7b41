/**
 * The only door to the disk.
 *
 * <p>Everything above asks a {@link dev.dolmen.io.FileSystem}, so that a simulated disk can take its place and cut the
 * power, fill up or flip bits at any call.
 */
@NullMarked
package dev.dolmen.io;

import org.jspecify.annotations.NullMarked;
