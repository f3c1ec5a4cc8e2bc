"""What the rules for Chinese claim about small readouts, written for this test."""

from __future__ import annotations

import time
from datetime import date

import pytest

from kg.authority import load
from kg.extractors.rules import chinese
from kg.extractors.rules.findings import Context, Findings
from kg.extractors.rules.places import places
from kg.model import Article
from kg.text.document import Document


def read(text: str, title: str = "", published: date = date(2024, 3, 20)) -> Findings:
    document = Document(Article("a", text, title, "zh", published=published))
    return chinese.read(document, Context(load(), places(document, load())))


def people(found: Findings) -> set[str]:
    return {m.entity.zh for m in found.persons}


def offices(found: Findings, *, former: bool = False) -> set[tuple[str, str]]:
    return {(h.person.zh, h.office.id) for h in found.holdings if h.former == former}


def roles(found: Findings) -> set[tuple[str, str]]:
    return {(p.person.zh, p.role) for p in found.participations}


class TestPeople:
    def test_a_known_name_is_found_with_its_place_in_the_text(self) -> None:
        text = "李强20日主持会议。"
        mention = read(text).persons[0]
        assert (mention.entity.id, text[mention.span.start : mention.span.end]) == ("li-qiang", "李强")

    def test_the_name_of_a_doctrine_is_no_mention(self) -> None:
        assert people(read("全市认真学习习近平新时代中国特色社会主义思想和习近平经济思想。")) == set()

    def test_the_core_formula_is_a_mention_without_office(self) -> None:
        found = read("在以习近平同志为核心的党中央领导下，事业发展。")
        assert (people(found), offices(found)) == ({"习近平"}, set())

    def test_a_longer_name_wins_over_the_shorter_in_it(self) -> None:
        assert "杨洁" not in people(read("国务委员杨洁篪参加会见。", published=date(2014, 3, 1)))

    def test_unknown_names_follow_titles(self) -> None:
        assert people(read("市教育局局长牛望舒介绍，今年新建学校十所。牛望舒说，学位增加了。")) == {"牛望舒"}

    def test_a_list_goes_on_after_its_first_name(self) -> None:
        found = read("省领导傅青竹、白露秋、司马青、何田出席会议。")
        assert people(found) == {"傅青竹", "白露秋", "司马青", "何田"}

    def test_common_words_after_titles_are_no_names(self) -> None:
        assert people(read("各级书记高度重视，负责人干部带头，主任强调要落实。")) == set()

    def test_credits_name_no_participants(self) -> None:
        assert people(read("本报讯（记者 傅青竹 通讯员/白露秋）昨天，大会召开。\n责任编辑：何小田")) == set()

    def test_foreign_names_follow_country_and_title(self) -> None:
        found = read("国家主席习近平20日在北京会见来访的某国客人。当天，肯尼亚总统鲁托抵达。鲁托表示，感谢中方。")
        assert ("鲁托", "president@ke") in offices(found)

    def test_names_in_parts_come_back_by_their_last_part(self) -> None:
        found = read("马来西亚部长阿兹明·卡迪尔主持会议。卡迪尔说，合作很好。")
        assert {m.entity.id for m in found.persons if m.surface == "卡迪尔"} == {
            m.entity.id for m in found.persons if "·" in m.surface
        }

    def test_a_university_named_after_somebody_is_no_person(self) -> None:
        assert people(read("据约翰斯·霍普金斯大学统计，数字上升。")) == set()

    def test_surname_and_title_mean_the_holder_of_the_day(self) -> None:
        assert people(read("官兵牢记习主席嘱托。")) == {"习近平"}


class TestOffices:
    def test_stacked_titles_all_belong_to_the_name(self) -> None:
        found = read("中共中央政治局常委、国务院总理李强出席。")
        assert offices(found) == {("李强", "member@politburo-standing-committee"), ("李强", "premier@state-council")}

    def test_a_post_that_many_hold_is_shared_by_a_list(self) -> None:
        found = read("中央军委委员刘振立、张升民参加。")
        assert offices(found) == {("刘振立", "member@cmc"), ("张升民", "member@cmc")}

    def test_a_post_that_one_holds_is_not_shared(self) -> None:
        assert ("何立峰", "premier@state-council") not in offices(read("国务院总理李强、何立峰出席。"))

    def test_a_bare_provincial_committee_is_that_of_the_text(self) -> None:
        found = read("山东各地抓紧春耕。省委书记傅青竹在济南调研，省委副书记、代省长白露秋参加。")
        assert offices(found) == {
            ("傅青竹", "secretary@CN-SD-party"),
            ("白露秋", "deputy-secretary@CN-SD-party"),
            ("白露秋", "governor@CN-SD-government"),
        }

    def test_autonomous_regions_have_chairmen(self) -> None:
        found = read("宁夏回族自治区党委书记、人大常委会主任傅青竹主持，自治区副主席白露秋出席。")
        assert offices(found) == {
            ("傅青竹", "secretary@CN-NX-party"),
            ("傅青竹", "chairman@CN-NX-congress"),
            ("白露秋", "vice-chairman@CN-NX-government"),
        }

    def test_former_posts_are_marked(self) -> None:
        assert offices(read("贵州省委原书记傅青竹接受审查调查。"), former=True) == {("傅青竹", "secretary@CN-GZ-party")}

    def test_envoys_belong_to_the_country_that_sends_them(self) -> None:
        assert offices(read("中国驻肯尼亚大使傅青竹到机场迎接。")) == {("傅青竹", "ambassador@prc")}

    def test_a_ministry_after_another_country_is_that_country(self) -> None:
        assert offices(read("伊朗外交部发言人巴加埃表示，谈判继续。")) == {("巴加埃", "spokesperson@ir")}

    def test_a_title_after_the_name_takes_the_office_of_the_day(self) -> None:
        assert offices(read("会议由赵乐际委员长主持。")) == {("赵乐际", "chairman@npc-standing-committee")}

    def test_appointments_give_posts_and_removals_take_them(self) -> None:
        found = read("会议决定，任命傅青竹、白露秋为国家监察委员会副主任，免去何小田的审计署审计长职务。", "人大常委会会议举行")
        assert ("白露秋", "deputy-director@national-supervisory-commission") in offices(found)
        assert offices(found, former=True) == {("何小田", "auditor-general@nao")}
        assert {("傅青竹", "subject"), ("白露秋", "subject"), ("何小田", "subject")} <= roles(found)


class TestEvents:
    @pytest.mark.parametrize(
        ("title", "text", "type"),
        [
            ("李强主持召开国务院常务会议", "国务院总理李强3月19日主持召开国务院常务会议。", "meeting"),
            ("李强在浙江调研", "国务院总理李强18日至19日在浙江调研。", "inspection"),
            ("李强会见肯尼亚总统", "国务院总理李强19日在京会见肯尼亚总统鲁托。", "talks"),
            ("教育座谈会在京举行", "教育座谈会19日在北京举行。", "symposium"),
            ("习近平向论坛致贺信", "3月19日，国家主席习近平向论坛致贺信。", "message"),
            ("习近平对教育工作作出重要指示", "中共中央总书记习近平近日对教育工作作出重要指示。", "instruction"),
            ("国务院办公厅印发《办法》", "国务院办公厅日前印发《办法》。", "publication"),
            ("某省原副省长被开除党籍", "日前，某省原副省长傅青竹被开除党籍。", "discipline"),
            ("【春天里】山村变了样", "春天来了，山村变了样。", "report"),
            ("多地迎来降雨", "今天，南方多地迎来降雨。", "report"),
            ("峰会精神引领合作", "峰会精神深入人心。", "report"),
        ],
    )
    def test_headlines_tell_the_kind(self, title: str, text: str, type: str) -> None:
        found = read(text, title)
        assert found.event and found.event.type == type

    def test_a_report_has_no_day_no_place_and_no_roles(self) -> None:
        found = read("今天，北京市市长傅青竹在北京出席活动。", "多地迎来降雨")
        assert found.event and (found.event.start, found.event.provinces, found.participations) == (None, (), ())

    def test_the_place_stands_where_the_event_is_held(self) -> None:
        found = read("国务院总理李强18日在浙江调研。他说，要学习广东的经验。", "李强在浙江调研")
        assert found.event and found.event.provinces == ("CN-ZJ",)

    def test_the_great_hall_alone_is_no_place(self) -> None:
        found = read("国务院总理李强18日在人民大会堂会见肯尼亚总统鲁托。", "李强会见肯尼亚总统")
        assert found.event and found.event.provinces == ()

    def test_today_counts_from_the_dateline(self) -> None:
        found = read("本报济南3月18日讯（记者 何小田）今天，省委书记傅青竹在济南会见客人。", "傅青竹会见客人")
        assert found.event and found.event.start == date(2024, 3, 18)


class TestRoles:
    def test_a_readout_tells_who_did_what(self) -> None:
        found = read(
            "国务院总理李强19日在湖南长沙主持召开座谈会并发表讲话。\n何立峰出席座谈会。\n"
            "会上，山西省委书记唐登杰、安徽省委书记韩俊先后发言，就有关工作汇报情况。",
            "李强主持召开工作座谈会",
        )
        assert roles(found) == {
            ("李强", "chaired"),
            ("李强", "spoke"),
            ("何立峰", "attended"),
            *((name, role) for name in ("唐登杰", "韩俊") for role in ("spoke", "reported")),
        }

    def test_positions_count_in_the_order_of_the_list(self) -> None:
        found = read("会议19日召开。蔡奇、李希、何立峰出席会议。", "工作会议召开")
        assert [(p.person.zh, p.position) for p in found.participations] == [("蔡奇", 1), ("李希", 2), ("何立峰", 3)]

    def test_both_sides_of_talks_met(self) -> None:
        found = read("国家主席习近平19日同来访的肯尼亚总统鲁托举行会谈。王毅参加会谈。", "习近平同肯尼亚总统会谈")
        assert roles(found) == {("习近平", "met"), ("鲁托", "met"), ("王毅", "attended")}

    def test_listening_to_speeches_is_no_speech(self) -> None:
        found = read("国务院总理李强19日在湖南考察，听取企业负责人发言，学习重要讲话精神。", "李强在湖南考察")
        assert roles(found) == {("李强", "led")}

    def test_what_is_said_about_others_gives_them_no_role(self) -> None:
        found = read("国务院总理李强19日主持会议。他强调，习近平主席出席峰会意义重大。", "李强主持召开会议")
        assert roles(found) == {("李强", "chaired")}

    def test_a_deed_of_another_year_is_no_role(self) -> None:
        found = read("工作会议19日召开。2019年，李强曾出席会议。", "工作会议召开")
        assert roles(found) == set()

    def test_the_spouse_and_not_the_partner_is_named_by_the_verb(self) -> None:
        found = read("国家主席习近平19日会见肯尼亚总统鲁托。习近平夫人彭丽媛陪同参加。", "习近平会见肯尼亚总统")
        assert ("彭丽媛", "accompanied") in roles(found) and ("习近平", "accompanied") not in roles(found)


class TestStatements:
    TEXT = "李强指出，要抓好春耕。种子要备足。\n他强调，要扩大就业。\n会议认为，形势总体向好。"

    def test_each_stretch_has_its_speaker_and_act(self) -> None:
        found = read(self.TEXT, "国务院召开会议")
        assert [(s.speaker.zh if s.speaker else None, s.speech_act) for s in found.statements] == [
            ("李强", "pointed-out"),
            ("李强", "stressed"),
            (None, "noted"),
        ]

    def test_what_is_said_includes_the_sentences_that_follow(self) -> None:
        article = Article("a", self.TEXT, "", "zh", published=date(2024, 3, 20))
        said = read(self.TEXT).statements[0]
        assert article.quote(said.evidence[0]) == "要抓好春耕。种子要备足。"

    def test_an_article_speaks_for_its_author(self) -> None:
        found = read(
            "3月16日出版的《求是》杂志发表中共中央总书记习近平的重要文章。\n文章强调，要重视教育。",
            "《求是》杂志发表习近平总书记重要文章",
        )
        assert [s.speaker.zh for s in found.statements if s.speaker] == ["习近平"]

    def test_studying_what_somebody_stressed_is_no_statement(self) -> None:
        assert read("各地认真学习贯彻习近平强调的各项任务。").statements == ()


def test_reading_twice_gives_the_same() -> None:
    text = "国务院总理李强19日在湖南长沙主持召开座谈会。唐登杰、韩俊出席。"
    assert read(text) == read(text)


@pytest.mark.parametrize("unit", ["李强、", "国务院总理", "阿·", "“", "1日", "王李张会见了，"])
def test_hostile_text_takes_no_long_time(unit: str) -> None:
    began = time.monotonic()
    document = Document(Article("a", unit * (1_000_000 // len(unit)), "", "zh", published=date(2024, 3, 20)))
    chinese.read(document, Context(load()))
    assert time.monotonic() - began < 10  # about one second alone; shared machines are slower


class TestTravel:
    def test_a_traveller_leads_and_the_company_is_listed(self) -> None:
        text = "应波兰总统杜达邀请，国家主席习近平18日上午乘专机离开北京，对波兰进行国事访问。\n陪同习近平出访的有：国务委员王毅、全国政协副主席何立峰等。"
        found = read(text, "习近平离京对波兰进行国事访问")
        assert found.event and found.event.type == "visit"
        assert roles(found) == {("习近平", "led"), ("王毅", "accompanied"), ("何立峰", "accompanied")}

    def test_hosts_at_the_airport_attend_and_the_spouse_comes_along(self) -> None:
        text = "国家主席习近平18日抵达华沙，开始对波兰进行国事访问。\n习近平和夫人彭丽媛受到波兰外长拉德克的热情迎接。"
        found = roles(read(text, "习近平抵达华沙开始对波兰进行国事访问"))
        assert {("习近平", "led"), ("彭丽媛", "accompanied"), ("拉德克", "attended")} == found

    def test_whoever_sees_the_traveller_off_elsewhere_has_no_part_in_the_arrival(self) -> None:
        text = "国家主席习近平18日抵达华沙，开始对波兰进行国事访问。\n离开布拉格时，捷克外长拉德克到机场送行。"
        assert ("拉德克", "attended") not in roles(read(text, "习近平抵达华沙开始对波兰进行国事访问"))

    def test_a_journey_tells_whom_the_traveller_met(self) -> None:
        text = "全国政协主席汪洋13日至16日对加纳进行正式友好访问，会见加纳总统阿库福。"
        assert {("汪洋", "led"), ("汪洋", "met"), ("阿库福", "met")} <= roles(read(text, "汪洋访问加纳"))


class TestManySenders:
    def test_each_congratulator_sent_a_message(self) -> None:
        text = "一些国家领导人陆续致电习近平，祝贺新年。\n芬兰总统尼尼斯托表示，愿合作更进一步。\n发来贺电的还有：马耳他总统普雷卡、黑山总统武亚诺。"
        found = roles(read(text, "外国领导人祝贺新年"))
        assert found == {("尼尼斯托", "sent"), ("普雷卡", "sent"), ("武亚诺", "sent")}

    def test_the_author_of_a_letter_read_out_sent_it_and_the_reader_attends(self) -> None:
        text = "国务院副总理刘延东3日在启动仪式上宣读了习近平的贺信，宣布工程启动。"
        found = read(text, "大型普查工程启动")
        assert found.event and found.event.type == "ceremony"
        assert roles(found) == {("习近平", "sent"), ("刘延东", "attended")}


class TestRecords:
    def test_answers_belong_to_the_spokesperson_of_the_headline(self) -> None:
        text = "问：对此有何评论？\n答：我们高度关注有关事件。\n各方应当坚持对话。\n问：还有消息吗？\n答：没有补充。"
        found = read(text, "2020年1月3日外交部发言人耿爽主持例行记者会", date(2020, 1, 3))
        assert offices(found) == {("耿爽", "spokesperson@mfa")}
        assert ("耿爽", "spoke") in roles(found)
        assert [s.speaker.zh for s in found.statements if s.speaker] == ["耿爽", "耿爽"]

    def test_a_commentary_gives_its_headline_s_person_no_words(self) -> None:
        text = "今天出版的人民日报发表评论员文章，题目是《稳中求进——论学习习近平讲话》。\n文章强调，要稳住外贸。"
        assert read(text, "人民日报评论员文章：稳中求进——论学习习近平讲话").statements == ()


class TestForeignParties:
    def test_bodies_of_another_party_are_not_the_central_committee_s(self) -> None:
        found = offices(read("蔡奇会见越共中央政治局委员、中央书记处书记武文山。武文山说，愿加强交流。"))
        assert {o for who, o in found if who == "武文山"} == {
            "member@communist-party-of-vietnam-politburo",
            "secretary@communist-party-of-vietnam-secretariat",
        }

    def test_formal_names_of_states_keep_each_president_at_home(self) -> None:
        found = offices(read("应墨西哥合众国总统卡尔多、美利坚合众国总统布什邀请，习近平将出访。"))
        assert {("卡尔多", "president@mx"), ("布什", "president@us")} <= found


class TestListings:
    @pytest.mark.parametrize(
        ("sentence", "role"),
        [
            ("李强、丁薛祥在主席台前排就座。", "attended"),
            ("出席闭幕会的领导同志还有：李强、丁薛祥等。", "attended"),
            ("李强、丁薛祥，以及有关部门主要负责同志等参加会议。", "attended"),
        ],
    )
    def test_people_whom_a_sentence_only_lists_were_there(self, sentence: str, role: str) -> None:
        found = roles(read(f"全国教育大会20日在京召开。\n{sentence}", "全国教育大会在京召开"))
        assert {("李强", role), ("丁薛祥", role)} <= found

    def test_officers_promoted_are_the_subject(self) -> None:
        text = "晋升上将军衔仪式20日在北京举行。\n这次晋升上将军衔的军官是：海军司令员牛望舒、空军政治委员白露秋。"
        assert {("牛望舒", "subject"), ("白露秋", "subject")} <= roles(read(text, "中央军委举行晋升上将军衔仪式"))


@pytest.mark.parametrize("title", ["李强会见贝宁副总统", "李强会见越南副总理", "李强会见德国前总理"])
def test_a_country_and_half_a_title_are_no_name(title: str) -> None:
    assert {m.surface for m in read("新闻电", title).persons} == {"李强"}


def test_a_verb_and_a_country_are_no_name() -> None:
    assert {m.surface for m in read("奥朗德总统说，热烈欢迎习近平主席来法国出席会议。").persons} == {"奥朗德", "习近平"}
