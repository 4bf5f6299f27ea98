package dev.durable.test.extended;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication
public class ExtendedApplication {}
