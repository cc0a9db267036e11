/**
 * How calls are: what media nodes measure of each participant, the issues that follow from it, and the alerts for those who
 * run an organization.
 */
@NullMarked
package org.auralink.quality;

import org.jspecify.annotations.NullMarked;
