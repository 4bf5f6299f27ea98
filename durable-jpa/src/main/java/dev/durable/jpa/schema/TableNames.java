package dev.durable.jpa.schema;

import dev.durable.failure.DurableException;
import dev.durable.failure.ErrorCode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the tables are and what they are called.
 *
 * @param prefix what every name begins with
 * @param schema the schema they are in, or null for that of the connection
 */
public record TableNames(String prefix, @Nullable String schema) {

    // They become part of statements, so nothing but plain identifiers is let in.
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,39}");

    /** {@code durable_…} in the schema of the connection. */
    public static final TableNames DEFAULT = new TableNames("durable_", null);

    /** Checks that both are plain identifiers. */
    public TableNames {
        check("table prefix", prefix);
        if (schema != null) {
            check("schema", schema);
        }
    }

    /** The name of a table as it is written in statements. */
    public String qualified(String table) {
        return schema == null ? prefix + table : schema + "." + prefix + table;
    }

    private static void check(String what, String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new DurableException(
                    ErrorCode.OPTION_ILLEGAL,
                    "The " + what + " '" + name + "' is not a plain identifier of at most 40 letters, digits and _.");
        }
    }
}
