/**
 * Decides who is let in at the node's doors: with which token, from which address, how often, and not with a token from
 * before somebody was removed or restricted.
 */
@NullMarked
package org.auralink.media.node.access;

import org.jspecify.annotations.NullMarked;
