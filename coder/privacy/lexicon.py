"""Word lists of the rules: given names, towns, and words that look like names and are none.

Short on purpose: the commonest of each, for what no title and no ending tells. A researcher's own list knows
    the rest.
"""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


GIVEN = _words("""
    Aaron Adam Adrian Ahmed Aisha Alan Albert Alessandro Alex Alexander Alexandra Alfred Ali Alice Alina Amanda
    Amelia Amir Amy Ana Andrea Andreas Andrew Angela Angelika Anita Anja Anke Ann Anna Anne Annette Annika
    Anthony Anton Antonia Antonio Arthur Astrid Axel Barbara Beate Ben Benedikt Benjamin Bernd Bernhard Bettina
    Betty Bill Birgit Björn Bob Brian Brigitte Bruno Carla Carlos Carmen Carol Caroline Carsten Catherine
    Charles Charlotte Chloe Chris Christa Christian Christina Christine Christoph Christopher Claire Clara
    Claudia Claus Clemens Connor Cornelia Craig Dagmar Daniel Daniela David Deborah Dennis Detlef Diana Diane
    Dieter Dietmar Dirk Dominik Donald Doris Dorothy Eberhard Edith Edward Elena Eleanor Eleni Elisabeth
    Elizabeth Elke Ella Emily Emma Eric Erich Erik Erika Erwin Esther Eva Evelyn Fabian Fatima Felix Fiona
    Florian Frances Francesca Frank Franz Franziska Fred Friedrich Gabi Gabriele Gareth Gary Georg George Gerald
    Gerd Gerhard Gerta Gisela Giulia Gordon Grace Graham Greg Gregor Günter Günther Hannah Hanna Hannes Hans
    Harald Harold Harry Hartmut Hassan Heather Heidi Heike Heiko Heinrich Heinz Helen Helena Helga Helmut
    Henning Henrik Henry Herbert Hermann Holger Horst Hubert Hugh Ian Ibrahim Ida Ilse Inga Ingeborg Ingo Ingrid
    Irene Iris Isabel Isabella Ivan Jack Jacob Jakob James Jan Jana Jane Janet Janina Jasmin Jason Jean Jeff
    Jennifer Jens Jeremy Jessica Jill Joachim Joan Joanna Jochen Joe Johann Johanna Johannes John Jonas Jonathan
    Jörg Jörn José Josef Joseph Joshua Joyce Juan Judith Julia Julian Juliane Julie Jürgen Jutta Kai Karen Karin
    Karl Karla Karsten Katarina Kate Katharina Katherine Kathleen Kathrin Katja Katrin Keith Kelly Ken Kenneth
    Kerstin Kevin Kim Kirsten Klaus Konrad Kristin Kurt Lara Larry Lars Laura Lauren Lea Lena Leo Leon Leonie
    Liam Lina Linda Lisa Lothar Louis Louise Luca Lucas Lucy Ludwig Luis Luisa Lukas Lutz Lydia Magdalena Maike
    Manfred Manuel Manuela Marc Marcel Marco Marcus Margaret Margarete Maria Marianne Marie Mario Marion Mark
    Markus Marlene Marlies Martha Martin Martina Mary Mathias Matthew Matthias Maximilian Mehmet Melanie Melissa
    Mia Michael Michaela Michelle Miguel Mike Miriam Mohamed Mohammed Monica Monika Moritz Nadine Nancy Natalia
    Natalie Nathan Neil Nicholas Nick Nicola Nicolas Nicole Niklas Nils Nina Noah Nora Norbert Olaf Oliver
    Olivia Oskar Otto Pamela Pascal Patricia Patrick Paul Paula Pauline Pedro Peggy Petra Peter Philip Philipp
    Pierre Priya Rachel Rainer Ralf Ralph Ralf Ramona Raphael Raymond Rebecca Regina Reiner Reinhard Renate Rene
    René Ricardo Richard Rita Robert Roberta Robin Roger Roland Rolf Roman Ronald Rosa Rosemary Roswitha Rudolf
    Rupert Ruth Ryan Sabine Sabrina Sally Sam Samantha Samuel Sandra Sandy Sara Sarah Scott Sean Sebastian
    Sharon Shirley Sigrid Silke Silvia Simon Simone Sofia Sonja Sophia Sophie Stefan Stefanie Steffen Stephan
    Stephanie Stephen Steve Steven Susan Susanne Sven Svenja Sybille Sylvia Tamara Tanja Tatjana Ted Teresa Theo
    Theodor Theresa Thomas Thorsten Tim Timo Tina Tobias Tom Tony Torsten Tracy Udo Ulf Ulrich Ulrike Ursula Uta
    Ute Uwe Valentin Valerie Vanessa Vera Verena Veronika Victor Victoria Viktor Virginia Volker Walter Waltraud
    Wendy Werner Wilhelm William Wolfgang Yasmin Yusuf Yvonne Zoe Greta Mira Jonah Deepa Ravi Olga Piotr
    Agnieszka Katarzyna Marek Ewa Jakub
""")

TOWNS = _words("""
    London Manchester Birmingham Leeds Glasgow Edinburgh Bristol Liverpool Sheffield Cardiff Belfast Newcastle
    Nottingham Leicester Oxford Cambridge Brighton Southampton Portsmouth Plymouth York Norwich Exeter Aberdeen
    Dundee Swansea Dublin Boston Chicago Seattle Houston Dallas Denver Atlanta Miami Detroit Philadelphia
    Phoenix Portland Austin Pittsburgh Cleveland Baltimore Minneapolis Toronto Vancouver Montreal Sydney
    Melbourne Brisbane Auckland Berlin Hamburg München Köln Frankfurt Stuttgart Düsseldorf Leipzig Dortmund
    Essen Bremen Dresden Hannover Nürnberg Duisburg Bochum Wuppertal Bielefeld Bonn Münster Karlsruhe Mannheim
    Augsburg Wiesbaden Gelsenkirchen Mönchengladbach Braunschweig Chemnitz Kiel Aachen Halle Magdeburg Freiburg
    Krefeld Lübeck Oberhausen Erfurt Mainz Rostock Kassel Hagen Saarbrücken Potsdam Ludwigshafen Oldenburg
    Leverkusen Osnabrück Solingen Heidelberg Herne Darmstadt Regensburg Paderborn Ingolstadt Würzburg Fürth
    Wolfsburg Ulm Heilbronn Göttingen Bottrop Reutlingen Koblenz Bremerhaven Erlangen Jena Trier Weimar Gera
    Cottbus Tübingen Konstanz Passau Bamberg Bayreuth Zwickau Görlitz Wien Graz Linz Salzburg Innsbruck Zürich
    Basel Genf Bern Luzern Munich Cologne Vienna Zurich Geneva Nuremberg Paris Lyon Marseille Madrid Barcelona
    Valencia Lisbon Porto Rome Milan Turin Naples Athens Amsterdam Rotterdam Brussels Antwerp Copenhagen
    Stockholm Oslo Helsinki Warsaw Kraków Prague Budapest Moscow Istanbul Tokyo Osaka Seoul Mumbai Delhi
    Bangalore Singapore Shanghai Shenzhen Guangzhou Hangzhou Nanjing Suzhou Chengdu Chongqing Wuhan Tianjin
    Xi'an Beijing Dongguan Foshan Ningbo Xiamen Qingdao
""")

TOWNS_ZH = _words("""
    北京 上海 天津 重庆 广州 深圳 杭州 南京 苏州 成都 武汉 西安 青岛 大连 沈阳 长沙 郑州 济南 合肥 福州 厦门
    宁波 无锡 东莞 佛山 珠海 中山 惠州 温州 绍兴 嘉兴 常州 南通 扬州 徐州 昆明
    贵阳 南宁 海口 太原 石家庄 哈尔滨 长春 兰州 西宁 银川 乌鲁木齐 呼和浩特 拉萨 南昌 洛阳 烟台 泉州 湛江 汕头
    香港 澳门 台北 义乌 昆山 绵阳 宜昌 广東 廣州 蘇州 重慶 瀋陽 長沙
""")
PROVINCES_ZH = _words("""
    广东 浙江 江苏 山东 河北 河南 湖北 湖南 四川 福建 安徽 江西 山西 陕西 甘肃 青海 云南 贵州 海南 吉林 辽宁
    黑龙江 内蒙古 广西 新疆 西藏 宁夏
""")

# Capitalised in English, and neither a person nor a place to hide.
PLAIN = _words("""
    I I'm I've I'd I'll Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April
    May June July August September October November December Christmas Easter Ramadan English German French
    Spanish Italian Chinese Japanese Russian Polish Turkish Dutch Swedish Danish Portuguese Greek Indian
    American British European African Asian Scottish Irish Welsh Europe America Africa Asia China Germany France
    Spain Italy Japan Russia Poland Turkey England Britain Scotland Wales Ireland Austria Switzerland India
    Brazil Canada Australia Mexico Greece Portugal Netherlands Belgium Sweden Norway Finland Denmark EU UK US
    USA UN GDR Internet Facebook Google Amazon Apple Microsoft Twitter WhatsApp Instagram LinkedIn YouTube Zoom
    Skype Teams Word Excel PowerPoint Covid COVID Brexit God Bible Mr Mrs Ms Dr Prof Interviewer Respondent
    Interviewee Moderator Speaker Note North South East West Northern Southern Eastern Western Deutschland
    Österreich Schweiz Frankreich Italien Spanien Polen Europa Amerika Asien Afrika Deutsch Englisch Bachelor
    Master PhD HR IT CEO CFO CTO PR R&D AI ERP SME NGO Union Council Parliament Government State Ministry Board
    Department Chamber Committee
""")

# German nouns and English words that are surnames too: alone they are proposed, but not to be replaced unless asked.
COMMON = _words("""
    Bauer Koch Schneider Richter Kaiser König Vogel Wolf Berg Stein Bach Markt Jäger Fischer Müller Schmied
    Becker Fuchs Hahn Winter Sommer Herbst Frost Sturm Graf Herzog Ritter Engel Busch Baum Blume Rose Kraft
    Ernst Lang Klein Groß Gross Schwarz Weiß Braun Roth Jung Alt Neumann Kurz Stark Frei Frank Haus Krug Kohl
    Zimmermann Schäfer Gärtner Meister Vogt Brown White Black Green Young King Bishop Baker Cook Carter Cooper
    Fisher Hunter Mason Miller Page Parker Porter Shepherd Smith Taylor Turner Walker Ward Wood Woods Hill Field
    Fields Banks Brooks Bush Rose Day May Long Short Grant Price Power Rich Little Gay Bell Ball Rivers Stone
    West East North Church Street Marsh Mark Will Bill Rob Grace Hope Faith Joy Christian Summer Winter August
    Leo Robin Sandy Art
""")

# In English titles of things, offices, papers and plans; capitalised words with one of them are no person.
THINGS = _words("""
    River Delta Plan Year States State Bay Valley Zone Bank Journal Geography National International Economic
    Economics World Science Sciences Century Bureau Office Industry Industries Development Technology
    Technological Information Research Association Council Committee Report Review Press Network Networks
    Innovation Innovative Policy Policies Project Program Programme Fund Act Law Court House Market Markets
    Service Services System Systems Centre Center Conference Congress Party War Day Week Prize Award Lake City
    Island Islands Mountain Sea Ocean Ministry Department Government Parliament Union Board School Schools
    College University Institute Foundation Statistical Statistics Yearbook Census Regional Region Human New
    Global Local Public Private Social Urban Rural Central Special High Hi-Tech Park Hub Hubs Table Figure
    Chapter Section Appendix Number Part Phase Stage Silicon Red Green Blue Black White Golden Sunday Christmas
    Chamber Commerce Street Road Studies Study Management Business Finance Financial Industrial Company
    Companies Corporation Group Health Education Foreign Affairs Trade Organization Organisation Kong Hong
""")
