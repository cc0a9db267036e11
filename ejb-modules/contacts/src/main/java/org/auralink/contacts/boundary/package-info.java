/**
 * The door of a person's contacts and of what others ask them; here transactions begin.
 */
@NullMarked
package org.auralink.contacts.boundary;

import org.jspecify.annotations.NullMarked;
