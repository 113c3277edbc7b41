/** Users and their keys, and the file that says who they are. */
@NullMarked
package dev.dolmen.server.credentials;

import org.jspecify.annotations.NullMarked;
