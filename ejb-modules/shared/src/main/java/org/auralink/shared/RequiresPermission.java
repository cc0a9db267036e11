package org.auralink.shared;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of a boundary: only for callers whose role in their active organization allows it, which the method asks with
 * {@link org.auralink.shared.persistence.TenancyContext#enter(jakarta.persistence.EntityManager, Caller, Permission)}; the
 * policies of the database hold in any case. A rule of the architecture's checks that it does, and that every method that
 * writes says this or {@link OpenToMembers}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface RequiresPermission {
    Permission value();
}
