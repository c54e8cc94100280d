"""Programs over one table: a measure of each of its items, and what is made of these.

'한 명당 지원액이 가장 큰 곳과 가장 작은 곳': 지원액 ÷ 인원 of each row, then both ends. What is asked is read
into two parts that go together freely (`reading`), which are looked for in each table near the question
(`binding`): all that the question names must be explained by the table. Then it is computed (`running`).
"""
