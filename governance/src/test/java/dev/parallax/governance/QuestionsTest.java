package dev.parallax.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionsTest {
  @Test
  void seventyFourQuestionsAreAsked() {
    assertThat(Questions.all()).hasSize(74);
  }

  @ParameterizedTest
  @CsvSource({
    "service-owner, SO, 8",
    "product-owner, PO, 7",
    "engineering-manager, EM, 7",
    "developer, DEV, 7",
    "architecture-lead, AL, 7",
    "qe-manager, QM, 6",
    "quality-engineer, QE, 5",
    "sre, SRE, 8",
    "support-engineer, SUP, 6",
    "executive, EX, 7",
    "service-consumer, CON, 6",
  })
  void eachPersonaNumbersItsQuestions(String persona, String prefix, int count) {
    List<String> expected =
        IntStream.rangeClosed(1, count).mapToObj(i -> prefix + "-" + i).toList();

    assertThat(Questions.of(new PersonaId(persona))).extracting(Question::id).isEqualTo(expected);
  }

  @Test
  void onlyTheElevenAsk() {
    Set<PersonaId> asking = new HashSet<>();
    Questions.all().forEach(question -> asking.add(question.persona()));

    assertThat(asking).hasSize(11);
    assertThat(Questions.of(new PersonaId("sre-lead"))).isEmpty();
  }

  @Test
  void everyQuestionEndsAsOneAndNamesItsSources() {
    assertThat(Questions.all())
        .allSatisfy(
            question -> {
              assertThat(question.text()).endsWith("?");
              assertThat(question.sources()).isNotEmpty().doesNotHaveDuplicates();
            });
    assertThat(Questions.all()).extracting(Question::text).doesNotHaveDuplicates();
  }

  @Test
  void everyDataCodeAnswersSomething() {
    assertThat(Questions.all().stream().flatMap(question -> question.sources().stream()))
        .contains(DataCode.values());
  }

  @Test
  void aQuestionIsFoundByItsId() {
    assertThat(Questions.get("SO-7").orElseThrow().sources())
        .containsExactly(DataCode.ASG, DataCode.RACI);
    assertThat(Questions.get("SO-9")).isEmpty();
  }
}
