package dev.durable.engine.definition;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How messages name methods and parameters. */
final class Descriptions {

    private static final Pattern PACKAGE = Pattern.compile("(?:[\\p{L}_$][\\p{L}\\p{N}_$]*[.$])+(?=[\\p{L}_])");

    private Descriptions() {}

    static String of(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName() + parameterList(method);
    }

    static String parameterList(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    static String parameterList(List<Type> parameters) {
        return parameters.stream().map(Descriptions::of).collect(Collectors.joining(", ", "(", ")"));
    }

    /** A type with simple names: {@code Map<String, Address>}. */
    static String of(Type type) {
        return PACKAGE.matcher(type.getTypeName()).replaceAll("");
    }

    /** Position and, where the class file keeps it, name of a parameter. */
    static String ofParameter(Executable executable, int index) {
        Parameter parameter = executable.getParameters()[index];
        return "parameter " + (index + 1) + (parameter.isNamePresent() ? " (" + parameter.getName() + ")" : "");
    }
}
