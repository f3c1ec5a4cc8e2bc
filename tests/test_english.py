"""What the English rules promise, on small texts written for the purpose."""

from datetime import date
from time import process_time

import pytest

from kg.authority import load
from kg.extractors.rules.english import read
from kg.extractors.rules.findings import Context, Findings
from kg.model import Article, Entity, Mention, Span
from kg.text.document import Document

DAY = date(2024, 3, 21)


def reading(text: str, title: str = "", published: date = DAY, provinces: tuple[tuple[str, str], ...] = ()) -> Findings:
    """The findings in a text, with province mentions given by word and code."""
    article = Article("a", text, title, "en", published=published)
    found = tuple(
        Mention(Span(i, i + len(word)), word, Entity("province", code), 1.0, "given")
        for word, code in provinces
        for i in range(len(text))
        if text.startswith(word, i)
    )
    return read(Document(article), Context(load(), found))


def people(findings: Findings) -> set[str]:
    return {m.entity.id for m in findings.persons}


def offices(findings: Findings) -> set[tuple[str, str]]:
    return {(h.person.id, h.office.id) for h in findings.holdings}


def roles(findings: Findings) -> set[tuple[str, str]]:
    return {(p.person.id, p.role) for p in findings.participations}


def test_titles_after_names_belong_to_the_name_before() -> None:
    found = reading(
        "Li Qiang, member of the Standing Committee of the Political Bureau of the CPC Central Committee and premier of the State "
        "Council, Lou Yangsheng, secretary of the Henan Provincial Party Committee, and Mu Hong attended the symposium."
    )
    assert offices(found) == {
        ("li-qiang", "member@politburo-standing-committee"),
        ("li-qiang", "premier@state-council"),
        ("lou-yangsheng", "secretary@CN-HA-party"),
    }
    assert people(found) == {"li-qiang", "lou-yangsheng", "mu-hong"}


def test_stacked_titles_before_a_name_all_belong_to_it() -> None:
    found = reading(
        "General Secretary of the CPC Central Committee, State President and Chairman of the Central Military Commission Xi Jinping spoke."
    )
    assert offices(found) == {
        ("xi-jinping", "general-secretary@cpc-central-committee"),
        ("xi-jinping", "president@prc"),
        ("xi-jinping", "chairman@cmc"),
    }


def test_a_title_in_the_plural_is_shared_by_the_names_after_it() -> None:
    found = reading("Members of the Central Military Commission Liu Zhenli, Miao Hua and Zhang Shengmin attended the meeting.")
    assert {o for _, o in offices(found)} == {"member@cmc"}
    assert {p for p, _ in offices(found)} == {"liu-zhenli", "miao-hua", "zhang-shengmin"}


def test_former_posts_are_marked() -> None:
    (held,) = reading("Sun Zhigang, former Party secretary of Guizhou Province, was expelled from the Party.").holdings
    assert (held.office.id, held.former) == ("secretary@CN-GZ-party", True)


def test_bracketed_abbreviations_do_not_break_a_title_and_offsets_stay_true() -> None:
    text = "He Lifeng, a member of the Political Bureau of the Communist Party of China (CPC) Central Committee, spoke."
    found = reading(text)
    assert offices(found) == {("he-lifeng", "member@politburo")}
    title = found.holdings[0].evidence[0]
    assert (
        text[title.start : title.end] == "member of the Political Bureau of the Communist Party of China (CPC) Central Committee"
    )


@pytest.mark.parametrize(
    ("text", "person", "office"),
    [
        ("Minister of Water Conservancy Li Guoying asked for more.", "li-guoying", "minister@mwr"),
        ("Commerce Minister Wang Wentao said so.", "wang-wentao", "minister@mofcom"),
        ("Hu Weilie, vice-minister of justice, said so.", "hu-weilie", "vice-minister@moj"),
        ("Lei Haichao, head of the National Health Commission, said so.", "lei-haichao", "director@nhc"),
        ("Venezuelan President Nicolas Maduro said so.", "nicolas-maduro", "president@ve"),
        ("President Juan Perez of Panama said so.", "juan-perez", "president@pa"),
        ("US Secretary of State Mike Smith said so.", "mike-smith", "minister@us"),
        ("Chairman of the Senate of the Parliament of Kazakhstan Maulen Ashimbayev said so.", "maulen-ashimbayev", "speaker@kz"),
        ("Foreign Ministry Spokesperson Mao Ning's Regular Press Conference", "mao-ning", "spokesperson@mfa"),
        ("Shanghai's deputy mayor Wu Qing said so.", "wu-qing", "vice-mayor@CN-SH-government"),
        ("Chairman Wang Huning of the CPPCC National Committee said so.", "wang-huning", "chairman@cppcc"),
        ("Zhang San was appointed vice minister of education.", "zhang-san", "vice-minister@moe"),
    ],
)
def test_posts_have_one_form_under_all_wordings(text: str, person: str, office: str) -> None:
    assert (person, office) in offices(reading(text))


def test_a_removal_makes_the_post_a_past_one() -> None:
    (held,) = reading("The session decided to remove Zhang San from the post of Minister of Finance.").holdings
    assert (held.person.id, held.office.id, held.former) == ("zhang-san", "minister@mof", True)


def test_the_post_of_somebody_unnamed_is_the_next_speakers() -> None:
    found = reading(
        "Drills will go on, a spokesperson for the Ministry of National Defense said Thursday. Wu Dashan said they are routine."
    )
    assert offices(found) == {("wu-dashan", "spokesperson@mnd")}


def test_two_names_share_the_deputies_post_of_the_body_named_before() -> None:
    found = reading(
        "Zhang San, director of the National Energy Administration, and deputy directors Li Dashan and Wu Xiaoshan attended."
    )
    assert ("li-dashan", "deputy-director@nea") in offices(found)
    assert ("wu-xiaoshan", "deputy-director@nea") in offices(found)


def test_a_provincial_post_takes_the_province_of_the_article() -> None:
    text = "Changsha, Hunan: Zhang San, head of the Propaganda Department of the Provincial Committee, gave a talk."
    assert offices(reading(text, provinces=(("Hunan", "CN-HN"),))) == {("zhang-san", "minister@CN-HN-party-publicity-department")}


def test_mayor_beside_a_party_post_is_mayor_of_the_same_place() -> None:
    text = "Gong Zheng, deputy secretary of the CPC Shanghai Municipal Committee and mayor, took part."
    assert ("gong-zheng", "mayor@CN-SH-government") in offices(reading(text))


def test_a_foreign_minister_without_a_country_is_not_ours() -> None:
    found = reading("Foreign Minister Sergey Ryabkov said the talks would go on.")
    assert people(found) == {"sergei-ryabkov"}
    assert offices(found) == set()


def test_doctrines_and_credits_name_nobody() -> None:
    text = (
        "Changsha, March 20 (Reporter Sun Minkun) Officials studied Xi Jinping Thought on Economy. Photo by Xinhua reporter Ju Peng\n"
        "The hall was full. (Xinhua/Ding Lin)"
    )
    assert people(reading(text)) == set()


def test_the_core_formula_names_the_person_without_office() -> None:
    found = reading("Under the CPC Central Committee with Comrade Xi Jinping at its core, the country has developed.")
    assert people(found) == {"xi-jinping"}
    assert offices(found) == set()


def test_a_garbled_list_is_cut_anew() -> None:
    found = reading("Li Qiang, Cai Qiding, and Xue Xiang attended")
    assert people(found) == {"li-qiang", "cai-qi", "ding-xuexiang"}
    assert all(m.confidence < 0.97 for m in found.persons)


def test_a_garbled_name_is_repaired_by_its_office() -> None:
    (name,) = reading("At the forum, Zheng Shajie, director of the National Development and Reform Commission, spoke.").persons
    assert (name.surface, name.entity.id) == ("Zheng Shajie", "zheng-shanjie")
    assert "repaired" in name.rule


def test_surnames_and_given_names_that_read_like_cities_are_people() -> None:
    found = reading(
        "Chen Jining, secretary of the CPC Shanghai Municipal Committee, met the guests. Chen said they were welcome."
    )
    assert [m.surface for m in found.persons] == ["Chen Jining", "Chen"]
    assert people(found) == {"chen-jining"}


def test_an_event_has_type_days_and_place() -> None:
    text = (
        "XI'AN, April 16 (Xinhua) -- Vice Premier Ding Xuexiang made a research tour of Shaanxi Province from April 14 to 16 "
        "and chaired a symposium in Xi'an.\nWu Zhenglong accompanied the tour."
    )
    found = reading(text, published=date(2025, 4, 16), provinces=(("Shaanxi", "CN-SN"),))
    assert found.event is not None
    assert (found.event.type, found.event.start, found.event.end) == ("inspection", date(2025, 4, 14), date(2025, 4, 16))
    assert found.event.provinces == ("CN-SN",)
    assert roles(found) == {("ding-xuexiang", "led"), ("ding-xuexiang", "chaired"), ("wu-zhenglong", "accompanied")}


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Premier chairs State Council executive meeting", "meeting"),
        ("Political Bureau holds group study session", "study-session"),
        ("Xi holds talks with Venezuelan president", "talks"),
        ("Central Rural Work Conference held in Beijing", "conference"),
        ("Xi sends congratulatory letter to science forum", "message"),
        ("Qiushi publishes article on innovation", "publication"),
        ("Former governor expelled from Party", "discipline"),
        ("State Council appoints officials", "appointment"),
        ("Leaders attend National Day reception", "ceremony"),
        ("Xi gives important instructions on school meals", "instruction"),
        ("Rice harvest is good this year", "report"),
    ],
)
def test_the_headline_tells_the_kind_of_event(headline: str, kind: str) -> None:
    event = reading("The day was sunny and many people were glad of it.", headline).event
    assert event is not None
    assert event.type == kind


def test_recently_is_no_day() -> None:
    event = reading("Vice Premier Ding Xuexiang recently met with guests from abroad in Beijing.").event
    assert event is not None
    assert (event.type, event.start) == ("talks", None)


def test_both_sides_of_talks_meet() -> None:
    found = reading("Premier Li Qiang held talks with Malaysian Prime Minister Anwar Ibrahim in Beijing on Thursday.")
    assert roles(found) == {("li-qiang", "met"), ("anwar-ibrahim", "met")}


def test_a_list_of_speakers_keeps_its_order() -> None:
    found = reading(
        "A symposium was held on Thursday. At the symposium, Han Jun, secretary of the Anhui Provincial Party Committee, Yin Hong, secretary "
        "of the Jiangxi Provincial Party Committee, and Mu Hong spoke successively and reported on the work."
    )
    spoke = [(p.position, p.person.id) for p in found.participations if p.role == "spoke"]
    assert spoke == [(1, "han-jun"), (2, "yin-hong"), (3, "mu-hong")]
    assert {p for p, r in roles(found) if r == "reported"} == {"han-jun", "yin-hong", "mu-hong"}


def test_an_ordinary_report_gives_nobody_a_part() -> None:
    assert (
        reading("Farmer Zhang Dashan said the harvest was good. He attended the market.", "Rice harvest is good").participations
        == ()
    )


def test_speech_has_speaker_act_and_stretch() -> None:
    text = "A meeting was held on Thursday.\nVice Premier He Lifeng stressed that risks must be prevented. Banks should be careful. He urged more work on rules."
    first, second = reading(text).statements
    assert first.speaker is not None and second.speaker is not None
    assert (first.speaker.id, first.speech_act) == ("he-lifeng", "stressed")
    span = first.evidence[0]
    assert text[span.start : span.end] == "risks must be prevented. Banks should be careful."
    assert (second.speaker.id, second.speech_act) == ("he-lifeng", "urged")


def test_a_meeting_speaks_as_nobody() -> None:
    (said,) = reading(
        "A meeting of the leading group was held on Thursday.\nThe meeting noted that grain output has risen."
    ).statements
    assert said.speaker is None
    assert said.speech_act == "noted"


def test_what_a_ministry_says_is_not_said_by_the_person_named_before() -> None:
    found = reading("Yin Meigen, a former official, is under investigation, the country's top anti-graft body said on Tuesday.")
    assert found.statements == ()


def test_answers_of_a_transcript_belong_to_its_host() -> None:
    text = "Q: What is your comment?\nA: China is against it.\nWe hope for peace.\nQ: Anything else?\nA: No."
    found = reading(text, "Foreign Ministry Spokesperson Mao Ning's Regular Press Conference on March 21, 2024")
    assert {s.speaker.id for s in found.statements if s.speaker} == {"mao-ning"}
    assert len(found.statements) == 3
    assert ("mao-ning", "spoke") in roles(found)


def test_reading_twice_gives_the_same() -> None:
    text = "Premier Li Qiang met with Anwar Ibrahim on Thursday. Li said China is ready. The meeting noted that trade grows."
    assert reading(text) == reading(text)


@pytest.mark.parametrize("unit", ["said ", "A", "He said ", "Wang Yi, ", "director of the ", '"(', "Premier Li Qiang said so. "])
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    reading("warm up")
    start = process_time()
    reading(unit * (100_000 // len(unit)))
    assert process_time() - start < 4


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("UN Secretary-General Aldo Brenk spoke.", "secretary-general@united-nations"),
        ("Greta Lindqvist, Australia's former prime minister, said so.", "prime-minister@au"),
        ("German officials objected. Foreign Minister Greta Lindqvist told the press.", "minister@de"),
        ("Tan Wei, Chinese ambassador to Chile, wrote an article.", "ambassador@prc"),
        (
            "Tan Wei, vice-head of the Publicity Department of the CPC Central Committee, spoke.",
            "vice-minister@cpc-publicity-department",
        ),
        ("Vice-Finance Minister Tan Wei said so.", "vice-minister@mof"),
        ("NPC Chairman Li Zhanshu spoke.", "chairman@npc-standing-committee"),
        ("European Commissioner for Home Affairs Greta Lindqvist attended.", "member@european-commission"),
    ],
)
def test_an_office_belongs_to_the_body_that_is_meant(text: str, office: str) -> None:
    assert {o for _, o in offices(reading(text))} == {office}


@pytest.mark.parametrize(
    "text", ["Greta Lindqvist, who was Norway's prime minister until 2021, spoke.", "Ex-president Aldo Brenk of Chile spoke."]
)
def test_what_somebody_was_is_past(text: str) -> None:
    assert [h.former for h in reading(text).holdings] == [True]


def test_a_company_has_no_chief_executive_of_a_region() -> None:
    assert offices(reading("In Hong Kong, former Brenkware CEO Aldo Brenk spoke.", provinces=(("Hong Kong", "CN-HK"),))) == set()


def test_clubs_brands_and_areas_are_no_people() -> None:
    text = "Fans told Real Brenkovia TV so. The spa uses products of the brand Greta Lindqvist. Full members of the Brenkovia Area agreed."
    assert people(reading(text)) == set()


def test_a_strange_name_is_one_beside_names_or_with_a_surname_that_speaks() -> None:
    text = "In the final were David Lindqvist, Zorvan Brekkish and Ulmat Tervoy. Tervoy said that it was cold."
    assert people(reading(text)) == {"david-lindqvist", "zorvan-brekkish", "ulmat-tervoy"}


def test_an_announced_meeting_is_told_by_what_will_be_done() -> None:
    found = reading(
        "BEIJING, March 21 (Xinhua) -- Premier Li Qiang will hold a dialogue with leaders of two banks via video link on April 9, a "
        "spokesperson said. The two leaders are World Bank President Aldo Brenk and ADB President Greta Lindqvist.",
        provinces=(("BEIJING", "CN-BJ"),),
    )
    assert found.event is not None
    assert (found.event.type, found.event.start, found.event.provinces) == ("talks", date(2024, 4, 9), ())
    assert roles(found) == {("li-qiang", "met"), ("aldo-brenk", "met"), ("greta-lindqvist", "met")}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A tea fair will be held in Anhui from May 1 to 3.", "ceremony"),
        ("Sales rose, according to a survey released by a federation on Wednesday.", "publication"),
        ("Premier Li Qiang has signed a State Council decree on relics.", "publication"),
        ("Tan Wei, former director of an office, was indicted on Friday for taking bribes.", "discipline"),
        ("Premier Li Qiang ordered all-out rescue efforts after a landslide.", "instruction"),
        ("Tan Wei, former vice-chairman of the NPC Standing Committee, died on Friday.", "report"),
        ("The body of Tan Wei was cremated on Friday.", "ceremony"),
        ("Lawmakers voted to appoint Tan Wei as minister of finance.", "appointment"),
    ],
)
def test_the_lead_tells_the_kind_of_event(text: str, kind: str) -> None:
    event = reading(text).event
    assert event is not None and event.type == kind


def test_a_press_conference_is_not_held_where_the_news_is_from() -> None:
    title = "Foreign Ministry Spokesperson Tan Wei's Regular Press Conference on March 21, 2024"
    event = reading("Q: Will a fair be held in Qingdao?\nA: Yes.", title, provinces=(("Qingdao", "CN-SD"),)).event
    assert event is not None and event.provinces == ()


def test_a_short_readout_gives_what_was_said() -> None:
    found = reading(
        "HARBIN, March 21 -- Li Qiang, premier of the State Council, chaired a symposium in Harbin on Thursday.\n"
        "Li stressed that grain output must be kept stable. Vice Premier Ding Xuexiang attended the symposium."
    )
    assert [s.speaker and s.speaker.id for s in found.statements] == ["li-qiang"]


def test_escaped_quotes_do_not_hide_a_genitive() -> None:
    found = reading("Greta Lindqvist, president of Chile, recalled Xi Jinping\\'s visit, saying the visit helped.")
    assert {s.speaker and s.speaker.id for s in found.statements} == {"greta-lindqvist"}


def sayings(findings: Findings, text: str) -> list[tuple[str, str]]:
    """Who says what, a meeting under its own name."""
    return [
        (s.speaker.id if s.speaker else "meeting", text[s.evidence[0].start : s.evidence[0].end]) for s in findings.statements
    ]


def test_what_one_quotes_of_another_belongs_to_the_one_who_quotes() -> None:
    text = "Ann Meyer noted that Xi Jinping said that bridges matter to the coast."
    assert [who for who, _ in sayings(reading(text), text)] == ["ann-meyer"]
    text = "His speech reiterated the worth of old bridges on the coast, said Ann Meyer."
    assert [who for who, _ in sayings(reading(text, "Li Qiang speaks at a forum"), text)] == ["ann-meyer"]


def test_two_who_speak_in_one_sentence_both_speak() -> None:
    text = (
        "Wu Lan, a researcher at the Harbour Academy, called for more study of tides, while Xu Mei, a professor at the college, "
        "proposed to measure them."
    )
    assert {who for who, _ in sayings(reading(text), text)} == {"wu-lan", "xu-mei"}


def test_two_who_are_named_together_both_speak_and_so_do_they() -> None:
    text = "Ann Meyer and Ben Olsen said that bridges matter. They added that ferries are slow and costly to run."
    assert {who for who, _ in sayings(reading(text), text)} == {"ann-meyer", "ben-olsen"}


def test_who_speaks_to_a_guest_named_before_is_not_the_guest() -> None:
    text = "When meeting with President Ben Olsen, Li Qiang said that China will build bridges with his country."
    assert [who for who, _ in sayings(reading(text), text)] == ["li-qiang"]
    text = "Li Qiang held talks with guests on Monday. Li Qiang told Ben Olsen that bridges bring the two coasts together."
    assert [who for who, _ in sayings(reading(text), text)] == ["li-qiang"]


@pytest.mark.parametrize(
    "words",
    [
        "was willing to build more bridges along the coast",
        "looked forward to more bridges along the coast",
        "hailed the new bridges along the coast of the island",
        "spoke highly of the new bridges along the coast",
        "suggested that bridges along the coast be painted",
    ],
)
def test_wishes_praise_and_proposals_are_said(words: str) -> None:
    text = f"Ann Meyer, a professor at the Harbour Academy, {words}."
    assert {who for who, _ in sayings(reading(text), text)} == {"ann-meyer"}


def test_what_stands_before_and_after_who_says_it_is_said() -> None:
    text = "Bridges along the coast need paint, Ann Meyer said, and the ferries of the island need new engines soon."
    assert sayings(reading(text), text) == [("ann-meyer", text)]


def test_advice_goes_on_with_what_was_said_in_the_paragraph_before() -> None:
    text = (
        "Premier Li Qiang chaired a meeting on Wednesday. Li said that bridges matter to the coast.\n\n"
        "Old bridges should be painted before winter.\n\nThe bridge was opened in 1990."
    )
    said = sayings(reading(text), text)
    assert ("li-qiang", "Old bridges should be painted before winter.") in said
    assert not any("1990" in words for _, words in said)


def test_what_was_agreed_at_a_meeting_is_not_said_by_its_chair() -> None:
    text = (
        'Premier Li Qiang chaired a meeting on Wednesday. "Villages need roads," Li said. It was agreed at the Wednesday meeting '
        "that villages will have roads."
    )
    assert ("meeting", "villages will have roads.") in sayings(reading(text), text)


def test_reasons_to_believe_are_nobodys_words() -> None:
    text = "Ann Meyer told reporters with Ben Olsen there that there are reasons to believe that the bridge will stand."
    assert {who for who, _ in sayings(reading(text), text)} == {"ann-meyer"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Dorjo Lhamat from Bhutan said that the hills are green.", {"dorjo-lhamat"}),
        ("It was clear of India's Nirav Chopda, the Lisbon champion, who came second.", {"nirav-chopda"}),
        ("Nobel laureates David Cross, Carol Finch and others came.", {"david-cross", "carol-finch"}),
        ("She liked movies like Shao Kuang and Drunken Heron when young.", set()),
        ("Nancy Finch, top Congressional Democrat, said so.", {"nancy-finch"}),
    ],
)
def test_foreign_names_by_what_stands_around_them(text: str, who: set[str]) -> None:
    assert people(reading(text)) == who


def test_a_foreign_given_name_before_a_chinese_one_does_not_break_a_list() -> None:
    text = "Carrie Lam, Chen Dong, Geoffrey Ma Li-wen, and Vice Premier He Lifeng attended the forum."
    assert {role for _, role in roles(reading(text))} == {"attended"}
    assert len(roles(reading(text))) == 4


def test_two_posts_after_a_name_share_the_body_named_last() -> None:
    found = reading("Lu Ming, president and chair of the Board of Directors of the Asian Infrastructure Investment Bank, came.")
    assert {office for _, office in offices(found)} == {
        "president@asian-infrastructure-investment-bank",
        "chairman@asian-infrastructure-investment-bank",
    }


def test_the_head_of_a_council_in_hong_kong_is_not_head_of_its_government() -> None:
    found = reading("President of the HKSAR Legislative Council Andrew Leung attended the forum.")
    assert offices(found) == {("andrew-leung", "president@hksar-legislative-council")}


def test_pm_before_a_name_is_a_prime_minister_and_after_a_number_an_hour() -> None:
    assert ("rani-sol", "prime-minister@gb") in offices(reading("The United Kingdom PM Rani Sol's spokesperson was silent."))
    assert not offices(reading("At 8 PM Rani Sol came."))


def test_a_former_post_takes_the_country_of_the_sentence() -> None:
    found = reading("Japan's guests met former Prime Minister Kenji Abo in the afternoon.")
    assert [(h.office.id, h.former) for h in found.holdings] == [("prime-minister@jp", True)]


def test_said_at_the_ceremony_tells_who_was_there() -> None:
    text = "A handover ceremony was held in Wuhan on Tuesday. Bian Ming said at the ceremony that seeds will grow."
    assert roles(reading(text)) == {("bian-ming", "attended")}


def test_whoever_is_named_after_also_addressing_the_meeting_spoke() -> None:
    text = "A meeting on law was held on Tuesday. Also addressing the meeting, Vice Premier He Lifeng said laws matter."
    assert roles(reading(text)) == {("he-lifeng", "spoke")}


def test_those_at_the_meeting_speak_for_the_meeting() -> None:
    text = 'Premier Li Qiang chaired a meeting. "Villages need roads," Li said. Those at the meeting also agreed on many works.'
    assert [who for who, _ in sayings(reading(text), text)] == ["li-qiang", "meeting"]


def test_words_reach_not_far_in_a_text_without_paragraphs() -> None:
    rest = "The kilns of the coast have burnt for a thousand years and more. " * 60
    text = f"A tea forum was held on Tuesday. Premier Li Qiang said tea is good. {rest}"
    said = sayings(reading(text), text)
    assert [who for who, _ in said] == ["li-qiang"]
    assert len(said[0][1]) < 800


@pytest.mark.parametrize(
    "text",
    ["Rules of the Vahlen-Ebert-Institut, said Ann Meyer.", "Ann Meyer is a fellow at the Guangdong Instititute for Tea.",
     "Ann Meyer, liaison officer for the port at the Qianhai Authority, said so."],
)  # fmt: skip
def test_words_of_bodies_are_no_names(text: str) -> None:
    assert people(reading(text)) == {"ann-meyer"}


def test_a_firm_called_after_a_city_is_not_its_government() -> None:
    found = reading("Ann Meyer, honorary chairwoman of Beijing Air Catering, said so.")
    assert offices(found) == {("ann-meyer", "chairman@beijing-air-catering")}


def test_founder_and_ceo_takes_the_firm_before_it() -> None:
    found = reading(
        "Cars sell well with Seres. Horizon Robotics founder and CEO Yu Kai said so. BYD founder and CEO Wang Chuanfu came."
    )
    assert offices(found) == {("yu-kai", "chief-executive@horizon-robotics"), ("wang-chuanfu", "chief-executive@byd")}


def test_names_beside_tweets_and_ordinals() -> None:
    text = "Tibor Nagy tweeted that clouds came. Tep Ngorn, second vice-president of the Senate of Cambodia, said so."
    assert people(reading(text)) == {"tibor-nagy", "tep-ngorn"}


def test_a_survey_is_nobody() -> None:
    assert people(reading("Enrolment fell, according to Enrollment Snapshot Survey data, noted the Snapshot Survey.")) == set()


def test_who_said_this_during_a_summit_was_there() -> None:
    text = "A summit was held on Tuesday. Vladimir Putin said this during the summit by the sea."
    assert roles(reading(text)) == {("vladimir-putin", "attended")}


@pytest.mark.parametrize(
    "text", ["They lost at the Jose Almeida stadium.", "Ann Meyer, a fellow at a college in Kuala Lumpur, told us so."]
)
def test_a_stadium_and_a_town_do_not_speak(text: str) -> None:
    assert people(reading(text)) <= {"ann-meyer"}


def test_a_prince_and_a_first_deputy_hold_their_posts() -> None:
    found = reading("Saudi Minister of Foreign Affairs Prince Faisal bin Omar Al Saud pushed for peace.")
    assert {office for _, office in offices(found)} == {"minister@sa"}
    found = reading("Kim Song Ho, First Vice Director of the Harbour Department, came.")
    assert offices(found) == {("kim-song-ho", "deputy-director@harbour-department")}


def test_a_year_may_belong_to_the_name_of_a_body_but_not_a_date() -> None:
    assert offices(reading("Nara 2030 CEO Keiko Mori said so.")) == {("keiko-mori", "chief-executive@nara-2030")}
    assert not offices(reading("In October 2020 CEO Keiko Mori said so."))


def test_a_speech_ends_before_a_picture() -> None:
    text = "A meeting was held. Premier Li Qiang said tea is good. Photo taken on May 1, 2020 shows a hill. (Xinhua/Lu Ming)"
    assert [said for _, said in sayings(reading(text), text)] == ["tea is good."]


def test_between_two_posts_the_name_holds_the_last() -> None:
    text = "They sat at talks between the IOC president and Nara 2030 president Keiko Mori."
    assert {office for _, office in offices(reading(text))} == {"president@nara-2030"}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Less than an hour after, Senate Majority Leader Mitch McConnell told reporters that it rains.", {"mitch-mcconnell"}),
        ("Commander of U.S. Central Command Kenneth McKenzie said that it rains.", {"kenneth-mckenzie"}),
        ("It sailed in the cargo ship Yuan Wang to the port.", set()),
    ],
)
def test_names_behind_words_of_bodies_and_of_vessels(text: str, who: set[str]) -> None:
    assert people(reading(text)) == who


def test_the_head_of_a_station_in_a_city_is_not_head_of_the_city() -> None:
    assert not offices(reading("Li Sihu, head of the Kashgar deep space station, said so."))


def test_a_society_for_friendship_with_others_keeps_its_whole_name() -> None:
    found = reading("Hu Ming, Vice President of the Harbour Association for Friendship with Foreign Countries, said so.")
    assert offices(found) == {("hu-ming", "vice-president@harbour-association-for-friendship-with-foreign-countries")}


def test_a_foreigner_of_one_name_is_found_again() -> None:
    text = "Russian Foreign Minister Kvesik said so. By the harbour in the evening Kvesik drank tea."
    found = [m.surface for m in reading(text).persons if m.entity.id == "kvesik"]
    assert found == ["Kvesik", "Kvesik"]
