package dev.durable.engine.definition;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How messages name methods and parameters. */
final class Descriptions {

    private Descriptions() {}

    static String of(Method method) {
        return method.getDeclaringClass().getName() + "." + method.getName() + parameterList(method);
    }

    static String parameterList(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Position and, where the class file keeps it, name of a parameter. */
    static String ofParameter(Executable executable, int index) {
        Parameter parameter = executable.getParameters()[index];
        return "parameter " + (index + 1) + (parameter.isNamePresent() ? " (" + parameter.getName() + ")" : "");
    }
}
