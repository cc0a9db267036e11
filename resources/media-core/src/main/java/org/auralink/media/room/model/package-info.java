/** The nouns of a room: ids, participants, tracks and what is told about them. Values only. */
@NullMarked
package org.auralink.media.room.model;

import org.jspecify.annotations.NullMarked;
