package dev.durable.autoconfigure.security;

import java.util.List;

/**
 * A user as histories know it. Its JSON is read by later versions.
 *
 * @param name name of the user
 * @param authorities what the user was allowed to do
 */
record PropagatedUser(String name, List<String> authorities) {

    /** Copies the list. */
    PropagatedUser {
        authorities = List.copyOf(authorities);
    }
}
