/** What waits to be sent, and what may become of it. */
@NullMarked
package org.auralink.mail.entity;

import org.jspecify.annotations.NullMarked;
