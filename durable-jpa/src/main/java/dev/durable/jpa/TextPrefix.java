package dev.durable.jpa;

import org.jspecify.annotations.Nullable;

/** The texts that begin alike, as an interval in the order of code points, in which columns are compared. */
final class TextPrefix {

    private TextPrefix() {}

    /** The first string after all those that begin with the prefix, or null if there is none. */
    static @Nullable String end(String prefix) {
        int length = prefix.length();
        while (length > 0) {
            int last = prefix.codePointBefore(length);
            length -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                return prefix.substring(0, length) + Character.toString(next(last));
            }
        }
        return null;
    }

    private static int next(int codePoint) {
        boolean beforeSurrogates = codePoint + 1 == Character.MIN_SURROGATE;
        return beforeSurrogates ? Character.MAX_SURROGATE + 1 : codePoint + 1;
    }
}
