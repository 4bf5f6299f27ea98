create schema workflows;
