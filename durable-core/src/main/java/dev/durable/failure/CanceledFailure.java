package dev.durable.failure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work was given up because nobody wants its result any more. */
public final class CanceledFailure extends DurableFailure {

    private final List<@Nullable Object> details;

    /** Creates the failure. */
    public CanceledFailure(@Nullable String message) {
        this(message, List.of());
    }

    /** Creates the failure with what the canceled work has to say, such as how far it came. */
    public CanceledFailure(@Nullable String message, List<? extends @Nullable Object> details) {
        super(message, null);
        this.details = Collections.unmodifiableList(new ArrayList<>(details));
    }

    /** What the canceled work had to say. On the receiving side the values are as JSON reads them. */
    public List<@Nullable Object> details() {
        return details;
    }
}
