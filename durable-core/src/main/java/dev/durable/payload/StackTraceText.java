package dev.durable.payload;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The stored form of stack traces: one frame a line, as {@link StackTraceElement#toString()} writes it. */
final class StackTraceText {

    /**
     * {@code loader/module@version/class.method(source)}, where loader and module may be missing. A slash before {@code 0x}
     * belongs to the name of a hidden class.
     */
    private static final Pattern FRAME =
            Pattern.compile("(?:at )?(?:(?:(?<loader>[^/()]*)/)?(?<module>[^/()@]*)(?:@(?<version>[^/()]*))?/)?"
                    + "(?<class>(?!0x)[^()]+)\\.(?<method>[^.()]+)\\((?<source>[^()]*)\\)");

    private static final String NATIVE = "Native Method";
    private static final String UNKNOWN = "Unknown Source";
    private static final int NATIVE_LINE = -2;
    private static final int UNKNOWN_LINE = -1;

    private StackTraceText() {}

    /** The frames as text of about the given length at most; how many were left out is noted in the last line. */
    static String of(StackTraceElement[] frames, int maxLength) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < frames.length; i++) {
            String frame = frames[i].toString();
            if (text.length() + frame.length() > maxLength) {
                return text.append("... ")
                        .append(frames.length - i)
                        .append(" more")
                        .toString();
            }
            text.append(frame).append('\n');
        }
        return text.toString().stripTrailing();
    }

    /** The frames in the text; lines that are none are skipped. */
    static StackTraceElement[] parse(String text) {
        List<StackTraceElement> frames = new ArrayList<>();
        text.lines().forEach(line -> {
            Matcher frame = FRAME.matcher(line.strip());
            if (frame.matches()) {
                frames.add(toElement(frame));
            }
        });
        return frames.toArray(StackTraceElement[]::new);
    }

    private static StackTraceElement toElement(Matcher frame) {
        String source = frame.group("source");
        int colon = source.lastIndexOf(':');
        String file = colon < 0 ? source : source.substring(0, colon);
        boolean hasFile = !file.equals(NATIVE) && !file.equals(UNKNOWN);
        return new StackTraceElement(
                frame.group("loader"),
                emptyToNull(frame.group("module")),
                frame.group("version"),
                frame.group("class"),
                frame.group("method"),
                hasFile ? file : null,
                source.equals(NATIVE) ? NATIVE_LINE : lineOf(colon < 0 ? "" : source.substring(colon + 1)));
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static int lineOf(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return UNKNOWN_LINE;
        }
    }
}
