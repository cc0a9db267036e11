/**
 * What only a container can show: pools and their context, transactions of the message-driven bean, fault tolerance.
 */
@NullMarked
package org.auralink.micro;

import org.jspecify.annotations.NullMarked;
