package dev.durable.history;

/**
 * Changes the white space of JSON text and nothing else: numbers and strings stay as they were written, which reading and writing
 * them again would not guarantee.
 */
final class JsonLayout {

    private static final String INDENT = "  ";

    private final String json;
    private final boolean pretty;
    private final StringBuilder result;
    private int depth;

    private JsonLayout(String json, boolean pretty) {
        this.json = json;
        this.pretty = pretty;
        this.result = new StringBuilder(json.length() * 2);
    }

    /** Without any white space between tokens. */
    static String compact(String json) {
        return new JsonLayout(json, false).layOut();
    }

    /** Indented, one property or element a line. */
    static String pretty(String json) {
        return new JsonLayout(json, true).layOut();
    }

    private String layOut() {
        int i = 0;
        while (i < json.length()) {
            char c = json.charAt(i);
            if (c == '"') {
                int end = endOfString(i);
                result.append(json, i, end);
                i = end;
            } else {
                layOut(c, i);
                i++;
            }
        }
        return result.toString();
    }

    private int endOfString(int start) {
        int i = start + 1;
        while (i < json.length() && json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, json.length());
    }

    private void layOut(char c, int index) {
        switch (c) {
            case '{', '[' -> {
                depth++;
                result.append(c);
                if (!isClosedAtOnce(index)) {
                    newLine();
                }
            }
            case '}', ']' -> {
                depth--;
                if (result.length() > 0 && !endsWithOpening()) {
                    newLine();
                }
                result.append(c);
            }
            case ',' -> {
                result.append(c);
                newLine();
            }
            case ':' -> result.append(pretty ? ": " : ":");
            case ' ', '\n', '\r', '\t' -> {}
            default -> result.append(c);
        }
    }

    private boolean isClosedAtOnce(int index) {
        int next = index + 1;
        while (next < json.length() && Character.isWhitespace(json.charAt(next))) {
            next++;
        }
        return next < json.length() && (json.charAt(next) == '}' || json.charAt(next) == ']');
    }

    private boolean endsWithOpening() {
        char last = result.charAt(result.length() - 1);
        return last == '{' || last == '[';
    }

    private void newLine() {
        if (pretty) {
            result.append('\n').append(INDENT.repeat(Math.max(depth, 0)));
        }
    }
}
