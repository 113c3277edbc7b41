package dev.dolmen.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which package may see which: the arrows of ARCHITECTURE.md. */
class ArrowsTest {

    private static JavaClasses classes;

    @BeforeAll
    static void readTheCompiledModules() {
        classes = new ClassFileImporter()
                .importPaths(List.of("io", "wal", "sstable", "expressions", "engine").stream()
                        .map(module -> Path.of("..", module, "target", "classes"))
                        .toList());
        for (String known : List.of("io", "wal", "sstable", "item", "expressions", "lsm", "table", "embedded")) {
            assertThat(classes.stream().anyMatch(type -> type.getPackageName().startsWith("dev.dolmen." + known)))
                    .as("classes of " + known)
                    .isTrue();
        }
    }

    @Test
    void theDiskSeesNothingAbove() {
        sees("dev.dolmen.io..");
    }

    @Test
    void logAndTablesKnowBytes() {
        sees("dev.dolmen.wal..", "dev.dolmen.io..");
        sees("dev.dolmen.sstable..", "dev.dolmen.io..");
    }

    @Test
    void itemsAndExpressionsDoNoInputOrOutput() {
        sees("dev.dolmen.item..");
        sees("dev.dolmen.expressions..", "dev.dolmen.item..");
        noClasses()
                .that()
                .resideInAnyPackage("dev.dolmen.item..", "dev.dolmen.expressions..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                .check(classes);
    }

    @Test
    void theOrderedStoreKnowsKeysNotAttributes() {
        sees("dev.dolmen.lsm..", "dev.dolmen.io..", "dev.dolmen.wal..", "dev.dolmen.sstable..");
    }

    @Test
    void semanticsKnowItemsNotFiles() {
        sees("dev.dolmen.model..", "dev.dolmen.item..", "dev.dolmen.expressions..");
        sees("dev.dolmen.table..", "dev.dolmen.model..", "dev.dolmen.item..", "dev.dolmen.expressions..");
    }

    @Test
    void theEmbeddedStoreDoesNotKnowItsCallers() {
        noClasses()
                .that()
                .resideInAPackage("dev.dolmen.embedded..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.dolmen")
                .check(classes);
    }

    @Test
    void onlyIoOpensFiles() {
        noClasses()
                .that(not(resideInAPackage("dev.dolmen.io..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.RandomAccessFile")
                .check(classes);
    }

    @Test
    void nothingUnderTheFrontDoorsOpensASocket() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net..")
                .check(classes);
    }

    private static void sees(String from, String... allowed) {
        noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.dolmen..")
                        .and(not(resideInAPackage(from)))
                        .and(not(resideInAnyPackage(allowed))))
                .check(classes);
    }
}
