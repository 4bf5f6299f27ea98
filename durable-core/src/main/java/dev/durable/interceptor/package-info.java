/**
 * Interceptors of the application: code around the calls of the client, of workflows and of activities. Depends on the API only.
 */
@NullMarked
package dev.durable.interceptor;

import org.jspecify.annotations.NullMarked;
