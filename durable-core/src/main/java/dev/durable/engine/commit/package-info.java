/**
 * The commit pipeline: turns of many runs share one database commit. Depends on the store SPI and time.
 */
@NullMarked
package dev.durable.engine.commit;

import org.jspecify.annotations.NullMarked;
