package dev.durable.failure;

/** Ends what is said about an error, which often ends with words of somebody else, with exactly one mark. */
final class Sentence {

    private static final String MARKS = ".!?…";

    private Sentence() {}

    /** A text that ends with a line break is a list, and stays as it is. */
    static String of(String text) {
        if (text.endsWith("\n")) {
            return text;
        }
        String end = text.stripTrailing();
        while (hasStopTooMany(end)) {
            end = end.substring(0, end.length() - 1);
        }
        return isEnded(end) ? end : end + ".";
    }

    private static boolean hasStopTooMany(String text) {
        return text.endsWith(".")
                && isEnded(text.substring(0, text.length() - 1))
                && (!text.endsWith("...") || text.endsWith("...."));
    }

    private static boolean isEnded(String text) {
        return !text.isEmpty() && MARKS.indexOf(text.charAt(text.length() - 1)) >= 0;
    }
}
