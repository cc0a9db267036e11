package org.auralink.shared.web;

/**
 * The code that a client was told, as a parameter of what is logged about it: logs that have fields make one of it.
 *
 * @param word such as {@code dependency_unavailable}
 */
public record ErrorCode(String word) {}
