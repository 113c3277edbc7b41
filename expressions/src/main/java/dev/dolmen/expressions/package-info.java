@NullMarked
package dev.dolmen.expressions;

import org.jspecify.annotations.NullMarked;
