/**
 * Mail to people: what they are told, when it goes out, and what becomes of what cannot be delivered.
 */
@NullMarked
package org.auralink.mail;

import org.jspecify.annotations.NullMarked;
