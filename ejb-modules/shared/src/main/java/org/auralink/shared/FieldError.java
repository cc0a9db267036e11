package org.auralink.shared;

/**
 * What is wrong with one field of a request.
 *
 * @param field its name as the client wrote it, with a path such as {@code data.name} when it is nested
 * @param message a sentence without the field's name or value
 */
public record FieldError(String field, String message) {}
