/**
 * Tokens that LiveKit's SDKs sign with an organization's API key. The node knows no organizations: it asks the control plane
 * what such a token is worth, and goes on with a token of its own, or with the answer.
 */
@NullMarked
package org.auralink.media.node.organizations;

import org.jspecify.annotations.NullMarked;
