package dev.durable.docs.interceptors;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class LetterApplication {}
