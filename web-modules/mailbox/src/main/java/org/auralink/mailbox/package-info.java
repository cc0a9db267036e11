/** The mailbox of a local installation: mails that were not sent, to be read and clicked by whoever develops. */
@NullMarked
package org.auralink.mailbox;

import org.jspecify.annotations.NullMarked;
