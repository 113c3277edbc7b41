package dev.dolmen.testkit;

/** What a name in a simulated directory stands for. */
sealed interface SimulatedNode permits SimulatedFile, SimulatedDirectory {}
