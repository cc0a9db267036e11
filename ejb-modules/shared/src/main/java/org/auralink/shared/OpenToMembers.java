package org.auralink.shared;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a method of a boundary that writes for a caller without {@link RequiresPermission}. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface OpenToMembers {
    /** Why no permission is needed. */
    String value();
}
