package dev.durable.payload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackTraceTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.Orders.place(Orders.java:42)",
                "com.example.Orders.<init>(Orders.java)",
                "com.example.Orders.place(Native Method)",
                "com.example.Orders.place(Unknown Source)",
                "com.example.Orders$$Lambda$195/0x00007f98e4144208.run(Unknown Source)",
                "java.base/java.lang.Thread.run(Thread.java:840)",
                "java.base/java.lang.invoke.LambdaForm$DMH/0x000000004c06c000.invokeStatic(LambdaForm$DMH)",
                "app//com.example.Orders.place(Orders.java:1)",
                "app/orders@1.0/com.example.Orders.place(Orders.java:1)",
                "kotlin.Strange.a-b c(File.kt:7)"
            })
    void frameComesBackAsItWas(String frame) {
        assertThat(StackTraceText.parse(frame)).singleElement().hasToString(frame);
    }

    @Test
    void linesThatAreNoFramesAreSkipped() {
        assertThat(StackTraceText.parse("hello\n\n\tat a.B.c(B.java:1)\n... 12 more"))
                .singleElement()
                .hasToString("a.B.c(B.java:1)");
    }
}
