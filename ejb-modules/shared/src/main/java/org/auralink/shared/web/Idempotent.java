package org.auralink.shared.web;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A request that makes something and takes an {@code Idempotency-Key}. The resource asks {@link IdempotencyFilter#keyOf} for
 * it, takes its turn in {@link KeyTurns}, and its facade uses {@link org.auralink.shared.persistence.OneEffect}.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Idempotent {}
