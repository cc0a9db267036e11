/**
 * Contacts, how far they have come, and what people enter about them.
 */
@NullMarked
package org.auralink.contacts.entity;

import org.jspecify.annotations.NullMarked;
