/** The same requests against Dolmen and Amazon's emulator, side by side, over the wire. */
@NullMarked
package dev.dolmen.conformance;

import org.jspecify.annotations.NullMarked;
