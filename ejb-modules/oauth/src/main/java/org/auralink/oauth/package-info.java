/**
 * Other systems let people in with accounts of ours: a provider of OAuth 2.1 and OpenID Connect, as Supabase Auth has one.
 */
@NullMarked
package org.auralink.oauth;

import org.jspecify.annotations.NullMarked;
