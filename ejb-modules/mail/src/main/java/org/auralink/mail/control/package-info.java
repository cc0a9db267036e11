/** How a mail reads and where it goes. */
@NullMarked
package org.auralink.mail.control;

import org.jspecify.annotations.NullMarked;
