/** The door of mail: others put one into the outbox in their own transaction; here those of delivery begin. */
@NullMarked
package org.auralink.mail.boundary;

import org.jspecify.annotations.NullMarked;
