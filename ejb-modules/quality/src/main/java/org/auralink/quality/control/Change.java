package org.auralink.quality.control;

/**
 * What is different in a report from the one before.
 *
 * @param kind such as {@code muted}
 * @param detail of what; empty for nothing
 */
record Change(String kind, String detail) {}
