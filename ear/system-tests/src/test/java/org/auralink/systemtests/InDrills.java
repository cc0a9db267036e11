package org.auralink.systemtests;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Run by the profile {@code drill} and not by every build: what takes a stack of its own, or parts of one, through faults and
 * restarts for the better part of a minute or longer. What of it every build shows in a short form, docs/developing.md says.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "auralink.drill", matches = "true", disabledReason = "takes minutes: -Pdrill")
@interface InDrills {}
