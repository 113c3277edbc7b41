@NullMarked
package dev.dolmen.cli;

import org.jspecify.annotations.NullMarked;
